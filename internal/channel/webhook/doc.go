// Package webhook is the door for shops and tools that tell what happened by
// posting it themselves: JSON in, events out.
//
// Owns: the shape of POST /api/v1/events, which others build on: what is taken
// today is taken for good.
// Needs: a caller whose token was checked, and an Inlet.
// Never: takes half of a request; trusts that one source's ids are not another's.
package webhook
