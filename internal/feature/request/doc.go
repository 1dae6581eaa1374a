// Package request takes in what other departments want said in the groups, says
// what each is worth by a formula that anybody can follow, and gives out the few
// slots there are.
//
// What a request is worth is the mean of five parts, each of 0 to 100 points,
// weighted as the workspace set it:
//
//	reach      people in the wanted groups ÷ people in all groups
//	value      money at stake ÷ the sum that the workspace calls full value
//	fit        wanted groups in which this may be said ÷ wanted groups; what sells
//	           fits groups that were won, or that are there to sell
//	urgency    100 on the last day, falling evenly to 0 fourteen days before it
//	room       free slots of the wanted week ÷ all of them: what attention is left
//
// A part whose figures nobody knows is left out, and the rest is weighted alone.
// It is computed when somebody looks, from what is so then; nothing is guessed.
//
// Owns:  request_item, request_slot, request_story, request_settings.
// Needs: groups and their sizes, units, staff, the gate's caps, what SOPs have
// planned (Neighbours); somebody who keeps to-dos (Todos).
// Tells: nobody. The house tells it how its to-dos ended.
// Never: sends anything; gives out more slots than there are; turns somebody down
// without a reason; shows a request to who sees not all of its groups, unless it
// is theirs; keeps a member's data: whom a request is for is said in words.
package request
