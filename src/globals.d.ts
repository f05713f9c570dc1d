/** The checkout's commit, put in by the build; `unknown` outside a checkout. */
declare const __COMMIT__: string;
