/** What the server itself says about flagged emails. */
export const evidence = {
  notNow: 'This email cannot be taken now. Nothing of it was read or kept.',
  infected: 'The virus scanner refuses this attachment. It stays inside the kept email.',
} as const;
