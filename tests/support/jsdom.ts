import { TextDecoder, TextEncoder } from 'node:util';

// teams-js throws at import without fetch, and Fluent needs a ResizeObserver; jsdom has neither.
Object.assign(globalThis, {
  fetch: () => Promise.reject(new Error('unit tests reach no network')),
  ResizeObserver: class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
  TextEncoder,
  TextDecoder,
});
