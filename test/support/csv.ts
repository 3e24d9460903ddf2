/** Reads CSV as RFC 4180 says, with a byte order mark and CRLF or LF between records. */
export function readCsv(text: string): string[][] {
  const source = text.replace(/^\ufeff/, "");
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let at = 0;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  while (at < source.length) {
    if (source[at] === '"' && cell === "") {
      at += 1;
      while (at < source.length && !(source[at] === '"' && source[at + 1] !== '"')) {
        cell += source[at];
        at += source[at] === '"' ? 2 : 1;
      }
      at += 1;
      if (at < source.length && !/[,\r\n]/.test(source[at] ?? "")) throw new Error(`Text after a quoted cell at ${at}`);
      continue;
    }
    const letter = source[at] ?? "";
    at += 1;
    if (letter === ",") endCell();
    else if (letter === "\n" || (letter === "\r" && source[at] === "\n")) {
      if (letter === "\r") at += 1;
      endCell();
      rows.push(row);
      row = [];
    } else cell += letter;
  }
  if (cell !== "" || row.length > 0) {
    endCell();
    rows.push(row);
  }
  return rows;
}
