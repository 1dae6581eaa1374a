package channeltest

import (
	"testing"

	"github.com/huoshui/huoshui/internal/channel"
)

// Exercise holds the adapter that open makes to the contract, one fresh rig
// and one named subtest for each promise; a promise that the network's
// capabilities leave out is skipped with a sentence. It returns what was proved.
func Exercise(t *testing.T, open Open) Table {
	t.Helper()
	table := Table{Modes: map[channel.Action]channel.Mode{}, Verdicts: map[string]Verdict{}}
	for _, c := range checks() {
		t.Run(c.name, func(t *testing.T) {
			t.Cleanup(func() { table.note(c, t.Failed(), t.Skipped()) })
			s := begin(t, open(t.Context(), t))
			for _, a := range channel.Actions {
				table.Modes[a] = s.mode(a)
			}
			c.try(t, s)
		})
	}
	return table
}

// check is one promise of the contract.
type check struct {
	name   string
	proves []channel.Action           // the actions it shows to be done as their mode says
	needs  func(s *session) string    // "" where it can be tried, else the sentence why not
	do     func(testing.TB, *session) //
}

func (c check) try(t testing.TB, s *session) {
	t.Helper()
	defer s.end(t)
	if c.needs != nil {
		if why := c.needs(s); why != "" {
			t.Skip(why)
		}
	}
	c.do(t, s)
}

// checks lists every promise, what is heard first.
func checks() []check {
	reads := direct(channel.ReadMessages)
	sends := able(channel.Send, channel.Direct, channel.NeedsHuman)
	return []check{
		{name: "joins and leaves are heard", do: joinsAndLeaves},
		{name: "what is said is heard once and whole", proves: []channel.Action{channel.ReadMessages}, needs: reads, do: saidAndHeard},
		{name: "an answer names what it answers", needs: reads, do: answers},
		{name: "an edit is told", needs: reads, do: edits},
		{name: "a deletion is told", needs: reads, do: deletions},
		{name: "what cannot be read is not told", proves: []channel.Action{channel.ReadMessages}, needs: unreadable, do: notTold},

		{name: "told again in order, nothing is new", do: func(t testing.TB, s *session) { toldAgain(t, s, false) }},
		{name: "told again in another order, nothing is new", do: func(t testing.TB, s *session) { toldAgain(t, s, true) }},
		{name: "what an inlet refused is told again", do: refusedAndTold},
		{name: "what happens while nobody listens is told later", do: whileAway},
		{name: "lost joins and leaves are found by listing", proves: []channel.Action{channel.ListMembers}, needs: direct(channel.ListMembers), do: listing},
		{name: "lost messages are found in the history", proves: []channel.Action{channel.ReadHistory}, needs: direct(channel.ReadHistory), do: history},
		{name: "a limit is told with its end, and ends", needs: sends, do: limits},
		{name: "the network away and back", do: awayAndBack},
		{name: "Run ends with its context and can begin again", do: endsAndBegins},
		{name: "a check says what it tried", do: checksItself},

		{name: "what the network has not is Unsupported", do: unsupported},
		{name: "what a person does is Pending", do: pending},
		{name: "what is Direct has its interface", do: interfaces},

		{name: "what is sent is said once and its echo is known", proves: []channel.Action{channel.Send}, needs: direct(channel.Send), do: sendEcho},
		{name: "an answer is sent as one", needs: direct(channel.Send), do: sendReply},
		{name: "a picture is sent", needs: direct(channel.Send), do: sendPicture},
		{name: "what needs a person is told when it was done", proves: []channel.Action{channel.Send, channel.MassSend, channel.Welcome},
			needs: able(channel.Send, channel.NeedsHuman), do: confirmed},
		{name: "what was sent can be looked up", needs: findable, do: lookUp},
		{name: "mass messages are said", proves: []channel.Action{channel.MassSend}, needs: direct(channel.MassSend), do: says(channel.MassSend)},
		{name: "welcomes are said", proves: []channel.Action{channel.Welcome}, needs: direct(channel.Welcome), do: says(channel.Welcome)},
		{name: "kick: they are out", proves: []channel.Action{channel.Kick}, needs: direct(channel.Kick), do: expels(channel.Kick)},
		{name: "ban: they are out and stay out", proves: []channel.Action{channel.Ban}, needs: direct(channel.Ban), do: bans},
		{name: "mute: nobody hears them until it is lifted", proves: []channel.Action{channel.Mute}, needs: direct(channel.Mute), do: mutes},
		{name: "delete: the message is gone", proves: []channel.Action{channel.DeleteMessage}, needs: direct(channel.DeleteMessage), do: deletes},
		{name: "invite: they can come in", proves: []channel.Action{channel.Invite}, needs: direct(channel.Invite), do: invites},
		{name: "a link leads into the group", proves: []channel.Action{channel.InviteLink}, needs: direct(channel.InviteLink), do: links},
		{name: "create: the group is there", proves: []channel.Action{channel.CreateGroup}, needs: direct(channel.CreateGroup), do: creates},
		{name: "rename: the group has the name", proves: []channel.Action{channel.RenameGroup}, needs: direct(channel.RenameGroup), do: renames},
	}
}

// direct says why a check of an action that is done at once is skipped.
func direct(a channel.Action) func(*session) string { return able(a, channel.Direct) }

// able says why a check of an action in one of some modes is skipped.
func able(a channel.Action, modes ...channel.Mode) func(*session) string {
	return func(s *session) string {
		have := s.mode(a)
		for _, m := range modes {
			if m == have {
				return ""
			}
		}
		return "on this network " + string(a) + " is " + modeName(have)
	}
}

func unreadable(s *session) string {
	if s.mode(channel.ReadMessages) != channel.None {
		return "on this network what is said can be read"
	}
	return ""
}

func findable(s *session) string {
	if _, ok := s.Adapter.(channel.Finder); !ok {
		return "this network cannot be asked what became of a deed"
	}
	return able(channel.Send, channel.Direct, channel.NeedsHuman)(s)
}
