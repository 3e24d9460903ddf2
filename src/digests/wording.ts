/** What of a digest is about one of its programs, and can be put into other words by those who answer for it. Pure. */
import type { DigestDocument } from "./document.ts";
import { outlineOf } from "./outline.ts";

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

/** What a digest says of one program that had no round in its period: nothing of another, and none of the answers. */
export function excerptOf(document: DigestDocument, program: { key: string; title: string }): DigestDocument {
  const { heldBack: _, colours, head, bottomLine, sections, citations, ...shared } = document;
  return {
    ...shared,
    programs: [program],
    head: { ...head, answered: 0, asked: 0, checkIns: 0 },
    bottomLine: concerns(document, program.title)
      ? bottomLine
      : { case: "nothing-needed", quote: null, sources: head.sources },
    sections: sections.flatMap(({ section, lines }) => {
      const own = lines.filter((line) => "program" in line && line.program === program.title);
      return own.length > 0 ? [{ section, lines: own }] : [];
    }),
    ...(colours && { colours: colours.filter((one) => one.program === program.title) }),
    citations: citations.filter((one) => one.program === program.title),
  };
}
