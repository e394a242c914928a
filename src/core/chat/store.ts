/** How to reach somebody in the chat, as the channel last told it. */
export interface ChatReference {
  /** The channel's own reference, as JSON text: only the bot reads it. */
  readonly reference: string;
  /** False once the channel said that nothing arrives there any more. */
  readonly isOpen: boolean;
  /** The message that holds the newest card, whose buttons still count. */
  readonly cardId: string | null;
}

export interface ChatStore {
  reference(oid: string): Promise<ChatReference | null>;
  /** Keeps the newest reference and opens it. */
  keep(oid: string, reference: string): Promise<void>;
  close(oid: string): Promise<void>;
  /** Answers with what stood there before. */
  shown(oid: string, cardId: string | null): Promise<string | null>;
}
