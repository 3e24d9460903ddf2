/**
 * The text of a message as its author reads it: links and mentions are marked up, and three characters escaped. `nameOf`: of a
 * Slack user id; undefined where nobody is known by it. Source: docs.slack.dev/messaging/formatting-message-text
 */
export function readMessageText(text: string, nameOf: (slackUserId: string) => string | undefined): string {
  const read = text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => {
    const [sign, name] = [target.charAt(0), target.slice(1)];
    if (sign === "@") return `@${nameOf(name) ?? label ?? name}`;
    if (sign === "#") return `#${label ?? name}`;
    if (sign === "!") return label ?? `@${name.split("^")[0]}`;
    return !label || target.endsWith(label) ? target.replace(/^mailto:/, "") : `${label} (${target})`;
  });
  return read.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim();
}

/** The Slack users mentioned in a message. */
export function mentionedIn(text: string): string[] {
  return [...text.matchAll(/<@([^<>|]+)/g)].flatMap(([, id]) => id ?? []);
}
