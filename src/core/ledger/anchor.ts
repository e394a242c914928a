/**
 * A place outside our reach that keeps checkpoints: what makes a rewritten or shortened history show. Posting the
 * same checkpoint twice is harmless.
 */
export interface Anchor {
  /** Stays the same for ever: it is kept beside each reference. */
  readonly name: string;
  /**
   * Hands over a signed checkpoint. The reference says where it can be found again and holds no secret.
   * Throws `unavailable` when the place cannot be reached, and `conflict` when it holds another history.
   */
  post(note: string): Promise<{ reference: string }>;
}
