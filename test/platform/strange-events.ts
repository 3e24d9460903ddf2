/** What Slack tells an app of people, channels and itself, made up for whoever and whatever it is about. */
import { isObject, type JsonObject, personEvent, type Sandbox } from "slack-sandbox";

export interface About {
  /** A Slack user id, perhaps of nobody. */
  person: string;
  /** What Slack then says of them. */
  claims: JsonObject;
  /** What is archived, deleted and so on. */
  channel: string;
  /** Into which they come, and which they leave. */
  room: string;
}

/** By the name under which the manifest asks for it: an event that is asked for and not here fails its test. */
export function eventsAbout({ slack: { workspace } }: Sandbox, { person, claims, channel, room }: About) {
  const now = new Date(workspace.nowSeconds() * 1000).toISOString();
  const known = workspace.people.get(person);
  const ofPerson = (type: "user_change" | "team_join"): JsonObject[] => {
    const event = known ? personEvent(workspace, type, known, now) : { type, user: { id: person, name: "Nobody" } };
    return [{ ...event, user: { ...(isObject(event.user) && event.user), ...claims } }];
  };
  const stamp = { event_ts: workspace.nextTs() };
  const dm = known ? workspace.openDm(person).id : "D0NOBODY";
  const ofChannel = (type: string) => [{ type, channel, ...stamp }];
  const ofMember = (type: string) => [
    { type, user: person, channel: room, channel_type: "C", team: workspace.team.id, ...stamp },
  ];
  const typed = { type: "message", channel_type: "im", channel: dm, user: person, text: "How is it going?" };
  const ts = workspace.nextTs();
  return {
    app_home_opened: ["home", "messages"].map((tab) => ({
      type: "app_home_opened",
      user: person,
      channel: dm,
      tab,
      ...stamp,
    })),
    "message.im": [
      { ...typed, ts, ...stamp },
      { ...typed, subtype: "message_changed", ts, ...stamp },
      { ...typed, bot_id: "B0OTHER", ts, ...stamp },
    ],
    app_uninstalled: [{ type: "app_uninstalled" }],
    tokens_revoked: [{ type: "tokens_revoked", tokens: { oauth: [person], bot: [person] } }],
    user_change: ofPerson("user_change"),
    team_join: ofPerson("team_join"),
    channel_archive: ofChannel("channel_archive"),
    channel_unarchive: ofChannel("channel_unarchive"),
    channel_deleted: ofChannel("channel_deleted"),
    channel_left: ofChannel("channel_left"),
    group_archive: ofChannel("group_archive"),
    group_unarchive: ofChannel("group_unarchive"),
    group_deleted: ofChannel("group_deleted"),
    group_left: ofChannel("group_left"),
    member_joined_channel: ofMember("member_joined_channel"),
    member_left_channel: ofMember("member_left_channel"),
    subteam_created: [{ type: "subteam_created", subteam: { id: "S0STRANGE" }, ...stamp }],
    subteam_updated: [{ type: "subteam_updated", subteam: { id: "S0STRANGE" }, ...stamp }],
    subteam_members_changed: [
      { type: "subteam_members_changed", subteam_id: "S0STRANGE", added_users: [person], ...stamp },
    ],
  } satisfies Record<string, JsonObject[]>;
}
