/**
 * What somebody wrote in Slack, as Slack keeps it (`<…>` and three escapes) → plain text. Pure.
 * Source: docs.slack.dev/messaging/formatting-message-text
 */

/** `nameOf`: of a Slack user id; undefined where nobody is known by it. */
export function plainTextOf(text: string, nameOf: (slackUserId: string) => string | undefined): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inner: string) => {
      const [target = "", label] = inner.split("|");
      if (target.startsWith("@")) return `@${nameOf(target.slice(1)) ?? label ?? target.slice(1)}`;
      if (target.startsWith("#")) return `#${label ?? target.slice(1)}`;
      if (target.startsWith("!")) return label ?? `@${target.slice(1).split("^")[0]}`;
      return label === undefined || label === target ? target : `${label} (${target})`;
    })
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** The people who are mentioned in it. */
export function mentionedIn(text: string): string[] {
  return [...text.matchAll(/<@([A-Z0-9]+)/g)].flatMap(([, id]) => (id === undefined ? [] : [id]));
}
