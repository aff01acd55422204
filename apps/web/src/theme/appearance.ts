import { useSyncExternalStore } from 'react';

/** What the person chose; `system` follows the device. */
export type Appearance = 'system' | 'light' | 'dark';

const key = 'oatfin.appearance';
const listeners = new Set<() => void>();
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Whether the device asks for no movement. antd must be told: stopping its transitions in CSS leaves its menus off screen. */
export const prefersStillness = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

function getAppearance(): Appearance {
  const stored = localStorage.getItem(key);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseAppearance(appearance: Appearance): void {
  localStorage.setItem(key, appearance);
  apply();
}

/** The choice itself, for the control that shows it. */
export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, getAppearance);
}

/** What is drawn now: the choice with `system` resolved. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

function isDark(): boolean {
  const appearance = getAppearance();
  return appearance === 'dark' || (appearance === 'system' && systemDark.matches);
}

function apply(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

systemDark.addEventListener('change', apply);
window.addEventListener('storage', (event) => event.key === key && apply());
apply();
