/**
 * Which pictures of a digest stand in which of its messages: what moved on its first screen, the others first in its thread; of
 * a large portfolio all in the thread, as the first screen is full of words.
 */
import { createHash } from "node:crypto";
import type { KnownBlock } from "@slack/types";
import type { MessagePicture as Uploaded } from "../../delivery/message-kind.ts";
import { image, lineOf, words } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { MANY_PROGRAMS } from "../digest/limits.ts";
import type { ScreenInput } from "../digest/screen.ts";
import { measuresPicture } from "./measures.ts";
import { movedStatuses } from "./moved-statuses.ts";
import type { Picture, Pictured } from "./picture.ts";
import { roadmap } from "./roadmap.ts";
import { sixPeriods } from "./six-periods.ts";

/** Of a digest, in the order in which they are shown. A weekly report has none: those who do the work read it. */
export function picturesOf(pictured: Pictured): Picture[] {
  if (pictured.rhythm === "weekly") return [];
  const pictures = [movedStatuses(pictured), sixPeriods(pictured), roadmap(pictured), measuresPicture(pictured)];
  return pictures.filter((picture) => picture !== null);
}

/** A number that no report of its thread has. */
export const PICTURES_PART = 100;

export function picturesIn(input: ScreenInput, part: number): Picture[] {
  if (part !== 0 && part !== PICTURES_PART) return [];
  const isFew = input.programs.length <= MANY_PROGRAMS;
  return picturesOf(input).filter(({ name }) => (name === "moved-statuses" && isFew) === (part === 0));
}

/** Named by what it shows: after a correction another is uploaded. Erasure finds it by the key of its message. */
export function uploadedIn(input: ScreenInput, part: number, messageKey: string): Uploaded[] {
  return picturesIn(input, part).map((picture) => ({
    ...picture,
    key: `${messageKey}:${picture.name}:${digestOf(picture.svg())}`,
  }));
}

function digestOf(svg: string): string {
  return createHash("sha256").update(svg).digest("hex").slice(0, 16);
}

/** A picture that Slack does not have is there in words. `title`: of the digest. */
export function picturesMessage(
  title: string,
  pictures: readonly Uploaded[],
  files: ReadonlyMap<string, string>,
): Message {
  const blocks = pictures.map(({ key, title: name, altText }): KnownBlock => {
    const id = files.get(key);
    if (id !== undefined) return image(altText, id);
    return words([{ text: name, bold: true }], [{ text: altText }]);
  });
  return { text: lineOf([title, ...pictures.map(({ title: name }) => name)].join(" · ")), blocks };
}
