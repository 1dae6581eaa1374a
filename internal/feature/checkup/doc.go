// Package checkup asks six questions about a group of which nothing is known, and
// says from the answers how it is and what to do in it today.
//
// Owns:  checkup_group, checkup_check.
// Needs: the house, for where people and groups belong and for groups kept by hand
// (Neighbours); who keeps to-dos (Todos).
// Tells: nothing. What is to be done today, and when to ask again, become to-dos
// through Todos.
// Never: makes a figure of an answer; says something bad of a group because an
// answer is missing; asks for a file or for anything to be typed.
package checkup
