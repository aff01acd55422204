import '@testing-library/jest-dom';

/** A warning of React or a deprecation of antd is a fault, not noise. */
let complaints: string[] = [];

beforeEach(() => {
  complaints = [];
  for (const kind of ['error', 'warn'] as const) {
    jest
      .spyOn(console, kind)
      .mockImplementation((...words: unknown[]) => void complaints.push(words.map(String).join(' ')));
  }
});

afterEach(() => {
  // jsdom measures nothing, so antd's growing text areas get no height.
  expect(complaints.filter((words) => !/`NaN` is an invalid value.*height/.test(words))).toEqual([]);
  jest.restoreAllMocks();
  localStorage.clear();
});
