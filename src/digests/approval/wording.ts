/** What of a digest is about one of its programs, and can be put into other words by those who answer for it. Pure. */
import type { BottomLine, DigestDocument } from "../document.ts";
import { outlineOf } from "../render/outline.ts";

/** Whether its bottom line is about this program: then those who answer for the program may word it. */
export function concerns(document: DigestDocument, program: string): boolean {
  return document.programs.length === 1 || subjectOf(document) === program;
}

/** The program that its bottom line is about; null where it is about all. */
export function subjectOf({ bottomLine, programs }: DigestDocument): string | null {
  const [only, ...others] = programs;
  if (only && others.length === 0) return only.title;
  return "program" in bottomLine ? bottomLine.program : null;
}

/** The bottom line as it was made. */
export function originalBottomLine({ wording: _, ...document }: DigestDocument): string {
  const { own, sentence } = outlineOf(document).bottomLine;
  return own?.text ?? sentence ?? "";
}

/** The titles of its programs that are not among those in which its reader has a role now. */
export function leftOutOf({ programs }: DigestDocument, keys: ReadonlySet<string>): string[] {
  return programs.flatMap(({ key, title }) => (keys.has(key) ? [] : [title]));
}

/** What a digest says of one program that had no round in its period: nothing of another, and none of the answers. */
export function excerptOf(document: DigestDocument, program: { key: string; title: string }): DigestDocument {
  return about(document, [program], concerns(document, program.title));
}

/**
 * What a digest says of these of its programs alone, without what it says of all of them together: figures over several,
 * words and remarks about the others. Its bottom line is `unsaid` where it was about another.
 */
export function partsOf(document: DigestDocument, keys: ReadonlySet<string>): DigestDocument {
  const { wording, correction: _, approvedBy: __, ...shared } = document;
  const others = new Set(leftOutOf(document, keys));
  const kept = document.programs.filter(({ title }) => !others.has(title));
  const subject = subjectOf(document);
  const { bottomLine } = document;
  const isOfSeveral = countsSeveral(bottomLine);
  const isOwn = kept.some(({ title }) => title === subject) && !(isOfSeveral && bottomLine.quote === null);
  // The lead's words are about their program; what ours counts above them is not.
  const said = isOfSeveral
    ? { case: "unsaid" as const, quote: bottomLine.quote, sources: bottomLine.sources }
    : bottomLine;
  return about({ ...shared, bottomLine: said, ...(isOwn && wording && { wording }) }, kept, isOwn);
}

function countsSeveral(line: BottomLine): line is Extract<BottomLine, { programs?: number }> {
  return "programs" in line && line.programs !== undefined && line.programs > 1;
}

function about(
  document: DigestDocument,
  programs: readonly { key: string; title: string }[],
  hasBottomLine: boolean,
): DigestDocument {
  const { heldBack: _, rest: __, colours, head, bottomLine, sections, citations, ...shared } = document;
  const isOwn = ({ program }: { program: string }) => programs.some(({ title }) => title === program);
  return {
    ...shared,
    programs: [...programs],
    head: { ...head, answered: 0, asked: 0, checkIns: 0 },
    bottomLine: hasBottomLine ? bottomLine : { case: "unsaid", quote: null, sources: head.sources },
    sections: sections.flatMap(({ section, lines }) => {
      const own = lines.filter((line) => "program" in line && isOwn(line));
      return own.length > 0 ? [{ section, lines: own }] : [];
    }),
    ...(colours && { colours: colours.filter(isOwn) }),
    citations: citations.filter(isOwn),
  };
}
