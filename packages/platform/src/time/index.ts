export { type Cron, parseCron } from './cron/cron';
export { CronError } from './cron/cron-error';
export { nextRuns } from './cron/next-runs';
export { type Fold, type Resolution, resolveWallClock } from './wall-clock/resolve';
export { untilInWords } from './wall-clock/until-in-words';
export { formatInstant, formatWallClock, isCalendarDate, toWallClock, type WallClock } from './wall-clock/wall-clock';
export { nextChange } from './zones/next-change';
export { isZone, lastYear, zoneDataVersion } from './zones/zone-data';
