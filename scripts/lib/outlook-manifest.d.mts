import type { Environment, Manifest } from './manifest.d.mts';

export const ICON_SIZES: readonly number[];
export function readOutlookIcons(): Record<number, Buffer>;
export function makeOutlookManifest(environment: Environment, version: string): string;
export function validateOutlookManifest(
  source: string,
  environment: Environment,
  unified: Manifest,
  icons: Readonly<Record<number, Buffer>>,
): string[];
