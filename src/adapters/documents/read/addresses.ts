/** The address of a link beside its words, unless the words already say it; only addresses that a person may follow. */
export const withAddress = (text: string, address: string): string => {
  const plain = address.replace(/^mailto:/iu, '');
  if (!/^(?:https?:\/\/|mailto:)\S+$/iu.test(address) || text.includes(plain)) return text;
  return text.trim() === '' ? plain : `${text} (${plain})`;
};
