/** Documents with a key that is there, missing and null. */
export const SALES = [
  { _id: 1, k: 'x', n: 1 },
  { _id: 2, k: 'x', n: 2 },
  { _id: 3, n: 5 },
  { _id: 4, k: null, n: 7 },
];
