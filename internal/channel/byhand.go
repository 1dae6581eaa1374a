package channel

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// ByHand is what helps a person who does a deed; no network is told of it.
type ByHand struct {
	Title    i18n.Text   `json:"title,omitzero"`
	Why      i18n.Text   `json:"why,omitzero"`       // now
	Check    i18n.Text   `json:"check,omitzero"`     // how they know that it is done well
	Share    int         `json:"share,omitempty"`    // in how many of a hundred proof is asked for; 0 for one in ten
	Ways     []Way       `json:"ways,omitempty"`     // to say it, to choose from; Deed.Text where there are none
	Pictures []string    `json:"pictures,omitempty"` // links
	About    bool        `json:"about,omitempty"`    // a member
	Member   uint32      `json:"member,omitempty"`   // by number
	Due      time.Time   `json:"due,omitzero"`
	Playbook string      `json:"playbook,omitempty"` // what wants it, as people know it
	Run      id.Run      `json:"run,omitempty"`
	Step     string      `json:"step,omitempty"`
	Role     string      `json:"role,omitempty"` // who is to do it, as what wants it names them
	Book     id.Playbook `json:"book,omitempty"`
}

// Way is one way to say something.
type Way struct {
	Tone string `json:"tone,omitempty"`
	Text string `json:"text"`
}
