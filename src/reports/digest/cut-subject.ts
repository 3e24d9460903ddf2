/** Creation of “Spring win-back…” and 3 more: of a step what it is of is cut, and how many more there are stays. */
export function cutSubject(text: string, cut: (text: string) => string): string {
  const { head = "", subject = "", tail = "" } = QUOTED.exec(text)?.groups ?? {};
  return subject === "" ? cut(text) : `${head}${cut(subject)}${tail}`;
}

const QUOTED = /^(?<head>.*?(?:“|«\s))(?<subject>.+)(?<tail>(?:”|\s»).*)$/su;
