/** The API's sentences name instants as `2027-11-07T05:30:00.000Z`; people read `2027-11-07 05:30 UTC`. */
export function sayInstants(sentence: string): string {
  return sentence.replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(\.\d+)?Z/g, '$1 $2 UTC');
}
