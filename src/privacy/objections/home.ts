import type { Services } from "../../platform/services.ts";
import { type HomeSection, withHeading } from "../../platform/slack/home.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { Visitor } from "../../programs/visitor.ts";
import { toAnswerGroups } from "./blocks.ts";
import { objectionTexts } from "./texts.ts";
import { objectionsToAnswer } from "./use-cases.ts";

/** To whoever answers them: what is overdue first. */
export function objectionsSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, now }) => {
    const waiting = await objectionsToAnswer({ db, clock: { now: () => now } }, person);
    return withHeading(textsFor(objectionTexts, reader).home.title, toAnswerGroups(reader, waiting));
  };
}
