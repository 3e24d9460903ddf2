/** What Home shows of health: the facts that do not fit a colour, put to whoever gave it until they have answered. */
import type { Services } from "../platform/services.ts";
import { folded, type HomeSection, withHeading } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { Visitor } from "../programs/visitor.ts";
import { checkGroup } from "./blocks.ts";
import { findingsAt } from "./markers.ts";
import { listQuestionsTo } from "./repository.ts";
import { healthTexts } from "./texts.ts";

const SHOWN = 3;

/** Two statements. */
export function checksSection({ db, clock }: Pick<Services, "db" | "clock">): HomeSection<Visitor> {
  return async ({ person, reader }) => {
    const { home } = textsFor(healthTexts, reader);
    const questions = await listQuestionsTo(db, person.workspace_id, person.id);
    const found = await findingsAt(db, person.workspace_id, questions, {
      at: clock.now(),
      zone: person.zone,
      toOthers: false,
    });
    const groups = questions.flatMap(({ id, program, colour, state, reason }) => {
      const findings = found.get(id);
      return findings ? [checkGroup(reader, { questionId: id, program, colour, state, reason, findings })] : [];
    });
    return withHeading(home.title, folded(groups, { key: "checks", shown: SHOWN, more: home.more }));
  };
}
