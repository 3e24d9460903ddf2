/**
 * The Home tab: the sections of all capabilities, published on opening and after each act of a person who has it open.
 * Long lists are folded; further blocks go to further pages.
 */
import { createHash } from "node:crypto";
import type { HeaderBlock, HomeView, KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Clock } from "../platform/clock.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { actions, button, context, header } from "./blocks.ts";
import { type Listening, onPress } from "./listening.ts";
import { HomeFollowing, type HomePosition, type RefreshPace } from "./open-homes.ts";
import { pagesOf } from "./screen-pages.ts";
import { slackTexts } from "./texts.ts";

/** Blocks that stay together on one page of Home. */
export type Group = KnownBlock[];

/** A list with its first entries, the number of the others and a button for all, where there are more than `shown`. */
export interface FoldedList {
  /** Unique on a Home. */
  key: string;
  /** Sentence for the number of others. */
  more(count: number): string;
  /** What all of them are called where a message has one line for them: “6 requests”. */
  together?(count: number): string;
  groups: readonly Group[];
  shown: number;
}

/** Renders a section for a visitor; empty for nothing. */
export type HomeSection<Visitor> = (visitor: Visitor) => Promise<(Group | FoldedList)[]>;

export interface HomeTab<Actor, Visitor> {
  /** Facts for all sections, read once. */
  visitorOf(actor: Actor): Promise<Visitor>;
  sections: readonly HomeSection<Visitor>[];
  /** Shown if all sections are empty. */
  firstStep: HomeSection<Visitor>;
}

const homeIds = { more: "home.more", back: "home.back", unfold: "home.unfold", fold: "home.fold" } as const;
const placeSchema = z.strictObject({
  page: z.number().int().min(0).default(0),
  unfolded: z.array(z.string()).default([]),
});

export function registerHome<Actor, Visitor>(
  listening: Listening<Actor>,
  tab: HomeTab<Actor, Visitor>,
  clock: Pick<Clock, "now">,
  pace: RefreshPace,
): HomeFollowing {
  const { app, log, actorOf, readerOf } = listening;

  const pictureOf = async (slackUserId: string, client: WebClient, wanted: HomePosition) => {
    const actor = await actorOf(slackUserId, client);
    const reader = readerOf(actor);
    const { view, place } = homeView(
      reader,
      await groupsFor(tab, actor, { reader, unfolded: wanted.unfolded }),
      wanted,
    );
    const fingerprint = createHash("sha256").update(JSON.stringify(view)).digest("base64");
    return { place, fingerprint, publish: () => client.views.publish({ user_id: slackUserId, view }) };
  };
  const following = new HomeFollowing({ clock, log, picture: pictureOf, pace });

  app.event("app_home_opened", async ({ event, client }) => {
    if (event.tab === "home") await following.opened(event.user, client);
  });

  const { acted } = listening;
  listening.acted = async (slackUserId, client, home) => {
    await acted?.(slackUserId, client, home);
    if (home) following.seen(slackUserId, placeSchema.parse(JSON.parse(home.privateMetadata)));
    await following.published(slackUserId, client);
  };

  for (const [actionId, step] of [[homeIds.more, 1] as const, [homeIds.back, -1] as const])
    onPress(listening, actionId, async ({ home, slackUserId }) => {
      if (!home) return;
      const { page, unfolded } = placeSchema.parse(JSON.parse(home.privateMetadata));
      // `acted` publishes it after the acknowledgement.
      following.turnTo(slackUserId, { page: Math.max(0, page + step), unfolded });
    });

  for (const [actionId, isWhole] of [[homeIds.unfold, true] as const, [homeIds.fold, false] as const])
    onPress(listening, actionId, async ({ home, slackUserId, value: key }) => {
      if (!home) return;
      const { page, unfolded } = placeSchema.parse(JSON.parse(home.privateMetadata));
      const others = unfolded.filter((each) => each !== key);
      following.turnTo(slackUserId, { page, unfolded: isWhole ? [...others, key] : others });
    });
  return following;
}

/** All pages of a person's Home, with folded lists. */
export async function homePages<Actor, Visitor>(
  tab: HomeTab<Actor, Visitor>,
  actor: Actor,
  reader: Reader,
): Promise<HomeView[]> {
  const groups = await groupsFor(tab, actor, { reader, unfolded: [] });
  return pagesOf(groups).map((_, page) => homeView(reader, groups, { page, unfolded: [] }).view);
}

async function groupsFor<Actor, Visitor>(
  tab: HomeTab<Actor, Visitor>,
  actor: Actor,
  { reader, unfolded }: { reader: Reader; unfolded: readonly string[] },
): Promise<Group[]> {
  const visitor = await tab.visitorOf(actor);
  const parts: (Group | FoldedList)[] = [];
  for (const section of tab.sections) parts.push(...(await section(visitor)));
  return (parts.length > 0 ? parts : await tab.firstStep(visitor)).flatMap((part) =>
    Array.isArray(part) ? [part] : unfoldedIn(reader, part, unfolded.includes(part.key)),
  );
}

/** Keeps the heading with the first group. */
export function withHeading(heading: string, parts: readonly (Group | FoldedList)[]): (Group | FoldedList)[] {
  const [first, ...rest] = parts;
  const head: HeaderBlock = header(heading);
  if (!first) return [];
  if (Array.isArray(first)) return [[head, ...first], ...rest];
  const [group = [], ...others] = first.groups;
  return [{ ...first, groups: [[head, ...group], ...others] }, ...rest];
}

/** Shares one read among the sections of a Home. */
export function oncePerHome<Services, Visitor extends object, Read>(
  read: (services: Services, visitor: Visitor) => Promise<Read>,
): (services: Services, visitor: Visitor) => Promise<Read> {
  const reads = new WeakMap<Visitor, Promise<Read>>();
  return (services, visitor) => {
    const reading = reads.get(visitor) ?? read(services, visitor);
    reads.set(visitor, reading);
    return reading;
  };
}

/** A list of these groups; nothing without any. */
export function foldList(groups: readonly Group[], list: Omit<FoldedList, "groups">): FoldedList[] {
  return groups.length > 0 ? [{ ...list, groups }] : [];
}

function unfoldedIn(reader: Reader, { key, groups, shown, more }: FoldedList, isWhole: boolean): readonly Group[] {
  if (groups.length <= shown) return groups;
  const texts = slackTexts[languageOf(reader.locale)].home;
  const turn = isWhole
    ? button(homeIds.fold, texts.fold, { value: key })
    : button(homeIds.unfold, texts.unfold, { value: key });
  const rest = isWhole ? [] : [context(more(groups.length - shown))];
  return [...(isWhole ? groups : groups.slice(0, shown)), [...rest, actions(`home.list:${key}`, turn)]];
}

function homeView(
  reader: Reader,
  groups: readonly Group[],
  wanted: HomePosition,
): { view: HomeView; place: HomePosition } {
  const texts = slackTexts[languageOf(reader.locale)].home;
  const pages = pagesOf(groups);
  const page = Math.min(wanted.page, pages.length - 1);
  const place = { page, unfolded: [...wanted.unfolded] };
  const turns = [
    ...(page > 0 ? [button(homeIds.back, texts.back)] : []),
    ...(page < pages.length - 1 ? [button(homeIds.more, texts.more)] : []),
  ];
  const turning =
    turns.length > 0 ? [context(texts.page(page + 1, pages.length)), actions("home.pages", ...turns)] : [];
  return {
    view: {
      type: "home",
      private_metadata: JSON.stringify(place satisfies z.infer<typeof placeSchema>),
      blocks: [...(pages[page] ?? []), ...turning],
    },
    place,
  };
}
