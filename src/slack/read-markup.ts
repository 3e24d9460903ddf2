/**
 * The text of a message as its author sees it, with links, mentions and escapes resolved. `nameOf`: name of a Slack
 * user id, or undefined. Source: docs.slack.dev/messaging/formatting-message-text
 */
export function readMessageText(text: string, nameOf: (slackUserId: string) => string | undefined): string {
  const read = text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => {
    const sign = target.charAt(0);
    const name = target.slice(1);
    if (sign === "@") return `@${nameOf(name) ?? label ?? name}`;
    if (sign === "#") return `#${label ?? name}`;
    if (sign === "!") return label ?? `@${name.split("^")[0]}`;
    return !label || target.endsWith(label) ? target.replace(/^mailto:/, "") : `${label} (${target})`;
  });
  return read.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim();
}

export function mentionedIn(text: string): string[] {
  return [...text.matchAll(/<@([^<>|]+)/g)].flatMap(([, id]) => id ?? []);
}
