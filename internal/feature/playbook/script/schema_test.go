package script

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestTheSchemaAndTheTypesKnowTheSameWords, and those from which a misspelt one is
// guessed.
func TestTheSchemaAndTheTypesKnowTheSameWords(t *testing.T) {
	var doc any
	if err := json.Unmarshal(schema, &doc); err != nil {
		t.Fatal(err)
	}
	inSchema, inTypes := map[string]bool{}, map[string]bool{}
	propertiesOf(doc, inSchema)
	wordsOf(reflect.TypeFor[Playbook](), inTypes, map[reflect.Type]bool{})
	for word := range inSchema {
		if !inTypes[word] {
			t.Errorf("the types have no %s", word)
		}
	}
	known := keys()
	for word := range inTypes {
		if !inSchema[word] {
			t.Errorf("the schema has no %s", word)
		}
		if !slices.Contains(known, word) && !strings.Contains("zh-Hans zh-Hant en", word) {
			t.Errorf("keys lacks %s", word)
		}
	}
	for _, word := range known {
		if !inTypes[word] {
			t.Errorf("keys has %s, which nothing is called", word)
		}
	}
}

// propertiesOf collects the names of properties in a schema.
func propertiesOf(part any, into map[string]bool) {
	switch part := part.(type) {
	case map[string]any:
		if of, ok := part["properties"].(map[string]any); ok {
			for name, inside := range of {
				into[name] = true
				propertiesOf(inside, into)
			}
		}
		for name, inside := range part {
			if name != "properties" {
				propertiesOf(inside, into)
			}
		}
	case []any:
		for _, inside := range part {
			propertiesOf(inside, into)
		}
	}
}

// wordsOf collects the names of a type's fields in a document.
func wordsOf(t reflect.Type, into map[string]bool, seen map[reflect.Type]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		wordsOf(t.Elem(), into, seen)
	case reflect.Struct:
		if seen[t] {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
			into[name] = true
			wordsOf(t.Field(i).Type, into, seen)
		}
	}
}
