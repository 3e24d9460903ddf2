/** What the page of the sandbox tells of Drumbeat: who is what, what a digest is, and a guided tour. */
import { type Guide, placedElements, type Sandbox, type SandboxMessage, type TourStep } from "slack-sandbox";
import { languageOf } from "../platform/texts/language.ts";
import { digestIds } from "../reports/action-ids.ts";
import { type Role, type Roles, rolesInStory, roleWords, type Seat } from "./roles.ts";
import type { Scenario } from "./scenario.ts";
import { tourTexts } from "./tour-texts.ts";

/** What of a scenario the page tells. */
export type Story = Pick<Scenario, "name" | "locale" | "people" | "programs" | "portfolios">;

interface Tour {
  sandbox: Sandbox;
  story: Story;
  handles: readonly string[];
  roles: Roles;
}

/** `rolesNow`: as they are by now; as the story has them when left out. */
export function guideTo(sandbox: Sandbox, story: Story, rolesNow?: () => Promise<Roles>): Guide {
  const roles = async () => (await rolesNow?.()) ?? rolesInStory(story);
  const handles = story.people.filter(({ isBot }) => !isBot).map(({ handle }) => handle);
  return {
    title: story.name,
    locale: story.locale,
    handles,
    opensAs: story.programs[0]?.sponsors[0],
    async rolesIn(locale) {
      const language = languageOf(locale);
      return Object.fromEntries(
        Object.entries(await roles()).map(([handle, held]) => [handle, roleWords(language, held)]),
      );
    },
    isLongRead: isDigest,
    tour: async (me, from) => tourSteps({ sandbox, story, handles, roles: await roles() }, me, from),
  };
}

function isDigest({ blocks }: SandboxMessage): boolean {
  return placedElements(blocks).some(({ actionId }) => actionId === digestIds.forward);
}

/**
 * In the language of whoever one is at the moment, and about what they see. `from` is who one was when the present step
 * began: from there the tour leads to the other side of a program.
 */
function tourSteps(tour: Tour, me: string, from: string): TourStep[] {
  const { sandbox, story, roles } = tour;
  const person = sandbox.person(me);
  const other = otherSide(tour, from);
  const hasPrograms = story.programs.length > 0 || Object.keys(roles).length > 0;
  const hasDigest = sandbox.as(me).inbox().some(isDigest);
  const texts = tourTexts[languageOf(person.locale)](sandbox.slack.manifest.appName);
  const { title, text, offer } = other ? texts.other[other.as](sandbox.person(other.handle).name) : texts.nobody;
  const who = { ...texts.who(person.name, seatOf(roles[me] ?? []), hasDigest), target: "[data-tour=me]" };
  const here = hasDigest
    ? { ...texts.digest, target: "[data-long-read=true]" }
    : { ...(hasPrograms ? texts.messages : texts.first), target: "#conversation" };
  return [
    ...(hasPrograms ? [who, here] : [here, who]),
    {
      title: texts.clock.title,
      text: texts.clock.text,
      target: "[data-tour=clock]",
      offer: { label: texts.clock.offer, press: "[data-move=next]" },
    },
    {
      title,
      text,
      target: "[data-tour=me]",
      ...(other && { offer: { label: offer, as: other.handle }, isDoneAs: other.handle }),
    },
    { ...texts.answer, target: "#conversation" },
  ];
}

/** What counts most of what somebody is. */
function seatOf(roles: readonly Role[]): Seat {
  const order = ["sponsor", "lead", "deputy", "steering", "body", "secretary", "team"] as const;
  return order.find((role) => roles.some((each) => each.role === role)) ?? "none";
}

/** To a lead the sponsor of their program, to everybody else the lead of one of theirs, else of the first there is. */
function otherSide({ story, handles, roles }: Tour, from: string): { handle: string; as: "lead" | "sponsor" } | null {
  const [first] = story.programs;
  const own = roles[from] ?? [];
  const leads = own.filter(({ role }) => role === "lead");
  const as = leads.length > 0 ? "sponsor" : "lead";
  const programs = new Set((leads.length > 0 ? leads : own).map(({ program }) => program));
  const holder = handles.find(
    (handle) =>
      handle !== from && (roles[handle] ?? []).some(({ role, program }) => role === as && programs.has(program)),
  );
  const handle = holder ?? (as === "lead" ? first?.lead : first?.sponsors[0]);
  return handle === undefined || handle === from ? null : { handle, as };
}
