import type { RoughBlock } from '../../../core/policies/understand-rough';

const isRule = (line: string | undefined): boolean =>
  line !== undefined && /^\s*(?:={3,}|-{3,}|_{3,}|\*{3,}|~{3,})\s*$/u.test(line);

const paragraph = (lines: readonly string[]): RoughBlock[] =>
  lines.length === 0 ? [] : [{ kind: 'paragraph', text: lines.join('\n'), bold: false }];

/** Plain text: blank lines part paragraphs, and a line of signs under a short line makes that line a heading. */
export function readText(text: string): RoughBlock[] {
  const blocks: RoughBlock[] = [];
  let open: string[] = [];
  const lines = text.replace(/\r\n?/gu, '\n').split('\n');
  for (const [index, line] of lines.entries()) {
    const under = lines[index + 1];
    const isHeading = line.trim() !== '' && line.length <= 100 && isRule(under) && !isRule(line);
    if (!isHeading && line.trim() !== '' && !isRule(line)) {
      open.push(line);
      continue;
    }
    blocks.push(...paragraph(open));
    open = [];
    if (isHeading) blocks.push({ kind: 'heading', level: under?.trim().startsWith('=') === true ? 1 : 2, text: line });
  }
  return [...blocks, ...paragraph(open)];
}
