/** One line of a log, of a deployment or of an app. */
export interface LogEntry {
  seq: number;
  at: string;
  stream: 'oatfin' | 'stdout' | 'stderr';
  text: string;
  /** Which container wrote it, when there are several. */
  source?: string;
}
