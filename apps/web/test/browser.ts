import { TextDecoder, TextEncoder } from 'node:util';

/** What jsdom lacks of a browser, before any module of the dashboard is loaded. */
const lacking = {
  matchMedia: (media: string) => ({
    media,
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }),
  ResizeObserver: class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
  // antd's forms use it; Node's own may keep the process open.
  MessageChannel: class {
    port1: { onmessage: (() => void) | null } = { onmessage: null };
    port2 = { postMessage: () => setTimeout(() => this.port1.onmessage?.(), 0) };
  },
  TextDecoder,
  TextEncoder,
};

for (const [name, value] of Object.entries(lacking)) {
  Object.defineProperty(window, name, { value, writable: true, configurable: true });
}
Element.prototype.scrollIntoView ??= () => undefined;

const getStyle = window.getComputedStyle.bind(window);
window.getComputedStyle = (element) => getStyle(element);
