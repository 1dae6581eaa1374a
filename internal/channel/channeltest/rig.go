// Package channeltest holds adapters to the contract of package channel: one
// suite for every network, run against the network itself or a faithful fake.
package channeltest

import (
	"context"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// Far is the far side: the network, with people in it, as the suite moves it.
// Every method fails the test where the network itself goes wrong. A method that
// makes something happen returns once the network knows it; the adapter may hear
// of it later. A method for which the network has nothing skips with a sentence.
// The suite has a muted person Say something, which the network then refuses.
type Far interface {
	// Group makes a group of that name with the adapter's own account in it.
	Group(t testing.TB, name string) event.NativeChat
	// Person makes somebody who can join and speak.
	Person(t testing.TB, name string) event.NativeUser
	Join(t testing.TB, chat event.NativeChat, who event.NativeUser)
	Leave(t testing.TB, chat event.NativeChat, who event.NativeUser)
	Say(t testing.TB, chat event.NativeChat, who event.NativeUser, text string) event.NativeMessage
	Reply(t testing.TB, chat event.NativeChat, who event.NativeUser, to event.NativeMessage, text string) event.NativeMessage
	Edit(t testing.TB, chat event.NativeChat, who event.NativeUser, message event.NativeMessage, text string)
	Delete(t testing.TB, chat event.NativeChat, who event.NativeUser, message event.NativeMessage)
	// Said lists the texts in a chat as people see them now, the oldest first.
	Said(t testing.TB, chat event.NativeChat) []string
	// In reports whether somebody is in a chat now.
	In(t testing.TB, chat event.NativeChat, who event.NativeUser) bool

	// Redeliver makes the network tell the adapter everything it told since the
	// last call once more, in the same order or, where shuffled, in another.
	Redeliver(t testing.TB, shuffled bool)
	// Lose makes the network forget to tell what happens while during runs.
	Lose(t testing.TB, during func())
	// Limit makes the network refuse the adapter's next deeds until a moment soon.
	Limit(t testing.TB, during func())
	// Down makes the network unreachable while during runs.
	Down(t testing.TB, during func())
}

// Confirmer is a Far whose network has a person confirm what is to be sent.
type Confirmer interface {
	// Confirm presses the button for everything that waits in a chat.
	Confirm(t testing.TB, chat event.NativeChat)
}

// LinkOpener is a Far whose people can follow a link or scan a code.
type LinkOpener interface {
	JoinBy(t testing.TB, link string, who event.NativeUser)
}

// Rig is one adapter with its far side.
type Rig struct {
	Adapter channel.Adapter
	Far     Far
	// Wait is how long the suite waits for what is to be heard; a local fake
	// needs a second at most.
	Wait time.Duration
}

// Open makes a fresh rig; what it started stops with the test.
type Open func(ctx context.Context, t *testing.T) Rig
