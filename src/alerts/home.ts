/** What Home shows of health: the facts that do not fit a colour, put to whoever gave it until they have answered. */

import { questionsTo } from "../health/markers.ts";
import type { Services } from "../platform/services.ts";
import { folded, type HomeSection, withHeading } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { Visitor } from "../programs/visitor.ts";
import { checkGroup } from "./blocks.ts";
import { alertTexts } from "./texts.ts";

const SHOWN = 3;

/** One statement. */
export function checksSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, now }) => {
    const { home } = textsFor(alertTexts, reader);
    const weighing = { at: now, zone: person.zone, toOthers: false };
    const questions = await questionsTo(db, person.workspace_id, person.id, weighing);
    const groups = questions.map(({ id, program, colour, findings }) =>
      checkGroup(reader, { questionId: id, program, colour, findings }),
    );
    return withHeading(home.title, folded(groups, { key: "checks", shown: SHOWN, more: home.more }));
  };
}
