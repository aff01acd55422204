import type { StepName } from '@oatfin/contracts';

/** What each step of a deployment is called, and what it does. */
export const stepWords: Record<StepName, { title: string; does: string }> = {
  resolve_images: { title: 'Resolve images', does: 'Finds the exact digest behind every image tag' },
  pull_images: { title: 'Pull images', does: 'Fetches the images to where the app runs' },
  start_containers: { title: 'Start containers', does: 'Starts the new version beside the old one' },
  check_health: { title: 'Check health', does: 'Waits until the new version is ready to serve' },
  shift_traffic: { title: 'Shift traffic', does: 'Sends requests to the new version' },
  remove_old: { title: 'Remove the old version', does: 'Stops and removes what served before' },
};

const triggers: Record<string, string> = {
  manual: 'Started by hand',
  schedule: 'Started by a schedule',
  dependency: 'Started for an app that depends on it',
  rollback: 'Rollback',
  clone: 'First deployment of a clone',
  api: 'Started through the API',
};

export function triggerWords(trigger: string): string {
  return triggers[trigger] ?? trigger;
}
