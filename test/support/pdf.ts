/** A PDF as whoever opens it has it. */
import { getDocumentProxy } from "unpdf";

export async function readPdf(bytes: Uint8Array) {
  // The reader takes what it is given away.
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const lines: string[] = [];
  let right = 0;
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    let line = "";
    for (const item of items) {
      if (!("str" in item)) continue;
      line += item.str;
      right = Math.max(right, Number(item.transform[4]) + item.width);
      if (item.hasEOL) {
        lines.push(line);
        line = "";
      }
    }
    lines.push(line);
  }
  const structure = await (await pdf.getPage(1)).getStructTree();
  // Typed as if there always were one.
  const outline: { title: string }[] | null = await pdf.getOutline();
  return {
    pages: pdf.numPages,
    lines,
    text: lines.join("\n"),
    /** Where the text ends that stands furthest to the right. */
    right,
    /** Of what kind each part of the first page is, but for its root. */
    tags: [...JSON.stringify(structure).matchAll(/"role":"(\w+)"/g)].map(([, role = ""]) => role).slice(0, -1),
    bookmarks: (outline ?? []).map(({ title }) => title),
    raw: Buffer.from(bytes).toString("latin1"),
  };
}
