/** Words for where a person's agreement stands. */
export const agreements = {
  state: {
    pending: 'Not signed yet',
    question: 'Has a question',
    signed: 'Signed',
    excused: 'Excused',
    left: 'Left before signing',
  },
  /** Why the rules themselves excuse somebody; other reasons are in the words of whoever gave them. */
  reason: {
    moved_role: 'Moved to a job that does not need it',
    away: 'Away for a long time',
    starts_later: 'Starts later',
  },
} as const;
