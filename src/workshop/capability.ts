/** Before the annual workshop: what was answered is put together for those who sit in it, and what they are to decide for its agenda. */
import { defineCapability } from "../app/capability.ts";
import { answerSaved } from "../check-ins/events.ts";
import { registered } from "../delivery/message-kind.ts";
import { filesAskedFor } from "../people/files-asked-for.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Follower } from "../platform/events.ts";
import { textsFor } from "../platform/texts/language.ts";
import { addMs, MINUTE } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { onPressOf } from "../slack/listening.ts";
import { followAnswer, makeDuePreparations } from "./making.ts";
import { aboutPreparation, preparationKind, workshopIds } from "./preparation-message.ts";
import { composePreparation, preparationView } from "./preparation-screen.ts";
import { workshopTexts } from "./texts.ts";

/** What failed is tried again. */
const RETRIED_AFTER_MS = 10 * MINUTE;

export const workshop = defineCapability<Person, Visitor>({
  name: "workshop",
  messages: [registered(preparationKind)],
  screens({ listening, services }) {
    onPressOf(listening, workshopIds.read, aboutPreparation, async ({ value, actor, open }) => {
      await open(await preparationView(services, actor, value));
    });
    for (const turn of [workshopIds.earlier, workshopIds.later])
      onPressOf(listening, turn, aboutPreparation, async ({ value, actor, client, view }) => {
        if (view) await client.views.update({ view_id: view.id, view: await preparationView(services, actor, value) });
      });
  },
  steps({ services, workspaceId }) {
    let nextAt: Instant | null = null;
    return [
      {
        phase: "evaluate",
        next: { ofProcess: (now) => nextAt ?? now },
        async run() {
          nextAt = addMs(services.clock.now(), RETRIED_AFTER_MS);
          nextAt = await makeDuePreparations(services, workspaceId);
        },
      },
    ];
  },
});

export const workshopFollowers: Follower[] = [
  answerSaved.followedBy(followAnswer),
  filesAskedFor.with({
    name: workshopIds.pdf,
    compose: composePreparation,
    sent: (reader) => textsFor(workshopTexts, reader).coming,
  }),
];
