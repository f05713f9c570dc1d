// The table of Bitcoin's difficulty periods, which lies beside the built page and is fetched when it is looked at.

const ADDRESS = new URL('../../../../data/btc_difficulty_epochs.csv', import.meta.url);

/**
 * Fetches the table's text from the page's own host.
 *
 * @throws {Error} with one sentence if the host does not have it, or cannot be reached.
 */
export async function fetchEpochs(signal: AbortSignal): Promise<string> {
  let response: Response;
  try {
    response = await fetch(ADDRESS, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new Error('The table of difficulty periods could not be fetched', { cause: error });
  }
  if (!response.ok)
    throw new Error(`The page’s host has no table of difficulty periods: it answered ${response.status}`);
  return response.text();
}
