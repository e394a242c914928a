import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { importJWK, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { Page } from 'playwright-core';
import { selfSigned } from './certificate';

/** A real OpenID provider, in a process of its own, that sends people back to one address. */
export interface Provider {
  readonly origin: string;
  /** Each token that was checked, by its claims; null for one that will not do. */
  readonly shown: (JWTPayload | null)[];
  /** The API's check, pinned to the provider's key: signature, issuer, audience, time. Null when it will not do. */
  check(bearer: string): Promise<JWTPayload | null>;
  stop(): void;
}

export async function startProvider(redirectUri: string): Promise<Provider> {
  const child = fork(path.join(__dirname, 'identity-server.cjs'), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.send({ ...selfSigned(), redirectUri });
  const [{ origin, jwk }] = (await once(child, 'message')) as [{ origin: string; jwk: JWK }]; // what it sends
  const key = await importJWK(jwk, 'RS256');
  const shown: (JWTPayload | null)[] = [];
  return {
    origin,
    shown,
    check: async (bearer) => {
      const checked = jwtVerify(bearer, key, { issuer: origin, audience: 'api://lantern.example' });
      const claims = await checked.then(
        ({ payload }) => payload,
        () => null,
      );
      shown.push(claims);
      return claims;
    },
    stop: () => child.disconnect(),
  };
}

/** Goes through the provider's own window, as a person would. */
export async function logIn(window: Page): Promise<void> {
  await window.locator('input[name=login]').fill('zoe');
  await window.locator('input[name=password]').fill('anything');
  await window.getByRole('button', { name: /sign.?in/i }).click();
  await window.getByRole('button', { name: 'Continue' }).click();
}
