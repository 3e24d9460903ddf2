import { escapeMrkdwn, shorten } from "../../platform/slack/blocks.ts";

const LONGEST_TITLE = 100;

/** A title within a text that has marks. */
export function titleToShow(title: string): string {
  return escapeMrkdwn(shorten(title, LONGEST_TITLE));
}
