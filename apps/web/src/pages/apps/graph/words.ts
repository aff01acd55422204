/** `15 min`, `2 h`, `1 d`, `1 h 30`: how long before the app that needs it a dependency is deployed. */
export function leadWords(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes % 1_440 === 0) return `${minutes / 1_440} d`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest}`;
}

/** `needs 2 apps`, of how many an app needs, directly or over others. */
export function needsWords(count: number): string {
  if (count === 0) return 'needs no other';
  return count === 1 ? 'needs 1 app' : `needs ${count} apps`;
}

/** `3 need it`, of how many need an app. */
export function neededWords(count: number): string {
  if (count === 0) return 'none needs it';
  return count === 1 ? '1 needs it' : `${count} need it`;
}
