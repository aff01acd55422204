import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../processes';

/**
 * The machine's Chromium, without a window. `*.localhost` is this machine for it, as for every browser.
 * Flags: no sandbox for root, and nothing that calls home.
 */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findProgram('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
