import type { ContainerState } from '@oatfin/contracts';
import { useEffect, useState } from 'react';

export interface Sample {
  cpuPercent: number;
  memoryBytes: number;
}

const kept = 60;

/** Identifies one container of one revision among the app's containers. */
export function keyOf({ container, replica, revision }: ContainerState): string {
  return `${container}/${replica}/${revision}`;
}

/** What was measured since the page was opened, per container; each poll adds one sample. */
export function useSamples(containers: ContainerState[] | undefined): Map<string, Sample[]> {
  const [samples, setSamples] = useState(new Map<string, Sample[]>());
  useEffect(() => {
    if (containers) setSamples((before) => addSamples(before, containers));
  }, [containers]);
  return samples;
}

function addSamples(before: Map<string, Sample[]>, containers: ContainerState[]): Map<string, Sample[]> {
  return new Map(
    containers.map((container) => {
      const past = before.get(keyOf(container)) ?? [];
      const { cpuPercent, memoryBytes } = container;
      if (cpuPercent === null || memoryBytes === null) return [keyOf(container), past];
      return [keyOf(container), [...past, { cpuPercent, memoryBytes }].slice(-kept)];
    }),
  );
}
