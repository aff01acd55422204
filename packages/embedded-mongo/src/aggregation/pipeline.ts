export function runPipeline(): never {
  throw new Error('pending');
}
