// Reads a TypeScript module for what it reaches: everything it imports, and names that stand for a clock, dice,
// the page or the network.

import { parseSync } from 'vite';

/** Names that reach outside; in a pure room nobody may. */
const OUTSIDE = new Set([
  'cancelAnimationFrame',
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'document',
  'fetch',
  'globalThis',
  'indexedDB',
  'localStorage',
  'location',
  'navigator',
  'performance',
  'process',
  'queueMicrotask',
  'requestAnimationFrame',
  'self',
  'sessionStorage',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'WebSocket',
  'window',
  'Worker',
  'XMLHttpRequest',
]);
const OUTSIDE_MEMBERS = new Set(['Math.random', 'Date.now', 'import.meta']);

/** What a module says of others. */
export interface ModuleNames {
  /** Everything imported: static, dynamic, by type, or named by `new URL(…, import.meta.url)`. */
  readonly imports: readonly string[];
  /** Names that reach outside, as written. */
  readonly outside: readonly string[];
}

/** A node of the syntax tree, whatever its type. */
interface AnyNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Children of a node that are nodes, by the key they stand under. */
function* children(node: AnyNode): Generator<readonly [key: string, child: AnyNode]> {
  for (const [key, value] of Object.entries(node)) {
    if (Array.isArray(value)) for (const item of value) if (isNode(item)) yield [key, item];
    if (isNode(value)) yield [key, value];
  }
}

/**
 * Reads a module's imports and the names that reach outside.
 *
 * @param path - its name; the ending says how to read it.
 * @throws {SyntaxError} if the text cannot be read.
 */
export function readModule(path: string, text: string): ModuleNames {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]!.message}`);
  const imports: string[] = [];
  const outside: string[] = [];
  const source = (node: unknown) => {
    if (isNode(node)) imports.push(node.type === 'Literal' ? String(node['value']) : '(computed)');
  };
  // A name that a file declares anywhere is its own: coarser than scopes, and enough to tell `window`, the
  // sixteen words of a schedule, from the page's.
  const declared = new Set<string>();
  const declare = (node: unknown): void => {
    if (!isNode(node)) return;
    if (node.type === 'Identifier') declared.add(String(node['name']));
    // Not the key of a pattern, nor the default of a parameter.
    else
      for (const [key, child] of children(node))
        if (key !== 'typeAnnotation' && key !== 'key' && key !== 'right') declare(child);
  };
  const mentions: string[] = [];

  const visit = (node: AnyNode, parent: AnyNode | null, key: string): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
        source(node['source']);
        break;
      case 'TSExternalModuleReference':
        source(node['expression']);
        break;
      case 'NewExpression': {
        const [first, second] = node['arguments'] as readonly AnyNode[];
        const name = isNode(node['callee']) ? node['callee']['name'] : undefined;
        const base = isNode(second?.['object']) ? second['object'].type : undefined;
        // A bundler takes a module named so for a worker's; what is no module lies beside the built program.
        const isModule = typeof first?.['value'] === 'string' && first['value'].endsWith('.ts');
        if (name === 'URL' && base === 'MetaProperty' && isModule) source(first);
        if (name === 'Date' && first === undefined) outside.push('new Date()');
        break;
      }
      case 'CallExpression':
        if (isNode(node['callee']) && node['callee']['name'] === 'require')
          source((node['arguments'] as AnyNode[])[0]);
        break;
      case 'VariableDeclarator':
      case 'ClassDeclaration':
        declare(node['id']);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        declare(node['id']);
        for (const parameter of node['params'] as readonly AnyNode[]) declare(parameter);
        break;
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        declare(node['local']);
        break;
      case 'MetaProperty':
        outside.push('import.meta');
        break;
      case 'MemberExpression': {
        const { object, property } = node as unknown as { object: AnyNode; property: AnyNode };
        const name = `${String(object['name'])}.${String(property['name'] ?? property['value'])}`;
        if (OUTSIDE_MEMBERS.has(name)) outside.push(name);
        break;
      }
      case 'Identifier': {
        const isMember =
          parent?.type === 'MemberExpression' && key === 'property' && parent['computed'] !== true;
        const isKey = key === 'key' && parent?.['computed'] !== true;
        if (!isMember && !isKey && OUTSIDE.has(String(node['name']))) mentions.push(String(node['name']));
        break;
      }
      default:
    }
    for (const [childKey, child] of children(node)) visit(child, node, childKey);
  };
  visit(program as unknown as AnyNode, null, '');
  outside.push(...mentions.filter((name) => !declared.has(name)));
  return { imports, outside };
}
