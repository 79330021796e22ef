package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessagesTest {

    private static final JsonMessages<Reading> DECODER =
            new JsonMessages<>(new ReadingMapper("dev.id", "t", "dev.v", "w"), FieldRules.DEFAULT);
    private static final Reading EXPECTED =
            new Reading("x", Instant.ofEpochSecond(1_000_000_001), 2, 3);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'dev':{'id':'x','v':2},'t':1000000001,'w':3}",
                "{'w':'3','t':'2001-09-09T01:46:41Z','dev':{'v':' 2 ','id':'x'}}",
                "{'t':1000000001.0,'dev.v':2e0,'dev.id':'x','w':3}",
                "{'dev':{'v':2},'dev.id':'x','t':1000000001,'w':3}",
                " {'dev':{'x':[{'v':7}],'id':'x','v':2,'y':null},'z':{'t':8},'t':1000000001,'w':3}"
                        + " \n",
                "{'v':9,'id':9,'de':{'v.id':9},'dev':{'id':'x','v':2},'t':1000000001,'w':3,'':{'':4}}",
                "\uFEFF{'dev':{'id':'\\u0078','v':2},'t':1000000001,'w':3}",
            })
    void fieldsAreNamedByTheWayToThem(String json) throws Exception {
        byte[] message = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(InstantiationUtil.clone(DECODER).decode(message, "topic-0", 7))
                .isEqualTo(Decoded.of(EXPECTED, message.length));
    }

    @Test
    void aNumberIsAKeyAsItIsWritten() {
        assertThat(decode("{'dev':{'id':01.50,'v':2},'t':1000000001,'w':3}").rejected())
                .isNotNull();
        assertThat(decode("{'dev':{'id':1.50,'v':2},'t':1000000001,'w':3}").value().key())
                .isEqualTo("1.50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{'dev':{'id':'x'},'t':1000000001,'w':3}#there is no field dev.v",
                "{'dev':7,'t':1000000001,'w':3}#there is no field dev.id",
                "{'dev':{'id':null,'v':2},'t':1000000001,'w':3}#field dev.id is null, not a text or"
                        + " a number",
                "{'dev':{'id':'x','v':true},'t':1000000001,'w':3}#field dev.v is true, not a text"
                        + " or a number",
                "{'dev':{'id':'x','v':[2]},'t':1000000001,'w':3}#field dev.v is an array, not a"
                        + " text or a number",
                "{'dev':{'id':'x','v':{}},'t':1000000001,'w':3}#field dev.v is an object, not a"
                        + " text or a number",
                "{'dev':{'id':'x','v':2},'t':1000000001,'w':3,'t':1000000001}#field t is there"
                        + " twice",
                "{'dev':{'id':'x','v':2},'dev':{'v':2},'t':1000000001,'w':3}#field dev.v is there"
                        + " twice",
                "{'dev':{'id':'x','v':2},'dev.v':2,'t':1000000001,'w':3}#field dev.v is there"
                        + " twice",
                "{'dev':{'id':'x','v':2},'t':1000000001,'w':3}{}#something follows the JSON object",
                "{'dev':{'id':'x','v':2},'t':1000000001,'w':3}]#is no JSON",
                "{'dev':{'id':'x','v':2},'t':1000000001,'w':3,'z':[1,2#the JSON ends too early",
                "{'dev':{'id':'x','v':2},'t':1000000001,'w':3,'z':1,}#is no JSON",
                "{'dev':{'id':'x','v':NaN},'t':1000000001,'w':3}#is no JSON",
                "{'dev':{'id':'x\\u0000','v':2},'t':1000000001,'w':3}#key holds a NUL character",
                "{'dev':{'id':'\\ud800','v':2},'t':1000000001,'w':3}#key holds half of a surrogate"
                        + " pair",
                "{'dev':{'id':'x','v':1e999999},'t':1000000001,'w':3}#value \"1e999999\" in field"
                        + " dev.v is not a finite number",
                "{'dev':{'id':'x','v':2},'t':'soon','w':3}#time \"soon\" in field t is neither an"
                        + " ISO-8601 time such as 2001-12-31T23:59:59 nor epoch seconds or"
                        + " milliseconds",
                "[{'dev':{'id':'x','v':2},'t':1000000001,'w':3}]#is no JSON object",
                "7#is no JSON object",
                "hello#is no JSON",
                "``#is no JSON object",
            })
    void aReasonNamesTheFieldAndTheProblem(String json, String reason) {
        Decoded<Reading> decoded = decode(json);
        assertThat(decoded.value()).isNull();
        assertThat(decoded.rejected())
                .isEqualTo(new RejectedRecord("topic-0", 7, json.replace('\'', '"'), reason));
    }

    @Test
    void otherEncodingsThanUtf8AreRejected() {
        String json = "{'dev':{'id':'\u00e4','v':2},'t':1000000001,'w':3}".replace('\'', '"');
        assertThat(reason(json.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("it holds bytes that are not UTF-8");
        assertThat(reason(json.getBytes(StandardCharsets.UTF_16LE))).isNotNull();
        assertThat(reason(json.replace('\u00e4', 'x').getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo("is no JSON");
    }

    @Test
    void limitsAreMetByAReasonAndNotByTheHeap() {
        String limit =
                "the JSON is nested deeper than 1,000 levels or has a name or a number over 1,000"
                        + " characters";
        String rest = "'dev':{'id':'x','v':2},'t':1000000001,'w':3}";
        assertThat(decode("{'z':" + "[".repeat(990) + "]".repeat(990) + "," + rest).value())
                .isEqualTo(EXPECTED);
        assertThat(reason("{'z':" + "[".repeat(100_000) + "," + rest)).isEqualTo(limit);
        assertThat(reason("{'z':".repeat(100_000))).isEqualTo(limit);
        assertThat(reason("{'" + "z".repeat(100_000) + "':1," + rest)).isEqualTo(limit);
        assertThat(
                        reason(
                                "{'t':1000000001,'w':3,'dev':{'id':'x','v':"
                                        + "9".repeat(100_000)
                                        + "}}"))
                .isNotNull();
        assertThat(reason(("{'z':'" + "z".repeat(1 << 20) + "'," + rest)))
                .isEqualTo("a message over 1 MiB");
    }

    private static String reason(String json) {
        return decode(json).rejected().reason();
    }

    private static String reason(byte[] message) {
        return DECODER.decode(message, "topic-0", 7).rejected().reason();
    }

    private static Decoded<Reading> decode(String json) {
        byte[] message = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return DECODER.decode(message, "topic-0", 7);
    }
}
