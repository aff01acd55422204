import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range';

/** The only module that loads moment-timezone; import it lazily where it can wait. Its data covers about ±5 years. */
export { moment };

/**
 * The browser's time zone as an IANA name. `Intl` comes first: `moment.tz.guess()` drops three-letter names, so a
 * machine set to UTC would be taken for Africa/Abidjan.
 */
export function guessTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || moment.tz.guess();
}

/** Every zone that can be chosen, with its offset now: `{ name: 'Europe/Paris', offset: '+01:00' }`. */
export function listTimezones(): { name: string; offset: string }[] {
  return moment.tz.names().map((name) => ({ name, offset: moment.tz(name).format('Z') }));
}
